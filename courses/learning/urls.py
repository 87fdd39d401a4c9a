from django.urls import path

from courses.learning import views

app_name = "learning"
_lesson = "formations/<slug:course>/lecons/<slug:lesson>/"
urlpatterns = [
    path("mon-parcours/", views.home, name="home"),
    path("formations/<slug:course>/", views.course_page, name="course"),
    path("formations/<slug:course>/inscription/", views.enrol_in, name="enrol"),
    path("formations/<slug:course>/quitter/", views.leave_course, name="leave"),
    path(_lesson, views.lesson_page, name="lesson"),
    path(f"{_lesson}lue/", views.read_lesson, name="read"),
    path(f"{_lesson}position/", views.keep_position, name="position"),
    path(f"{_lesson}carnet/", views.keep_journal, name="journal"),
    path(f"{_lesson}questionnaire/", views.quiz_page, name="quiz"),
    path(f"{_lesson}questionnaire/commencer/", views.start_quiz, name="start"),
    path(f"{_lesson}questionnaire/reponses/", views.keep_answers, name="answers"),
    path(f"{_lesson}questionnaire/essais/<int:number>/", views.quiz_result, name="result"),
]

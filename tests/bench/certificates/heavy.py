"""The reference page: a heavy certificate, as a naive program would print it.

Everything on it is made here from a seed, except its fonts, so that it is the same everywhere.
"""

import random
from math import cos, pi, sin
from pathlib import Path

import segno
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

FONTS = Path(__file__).parent / "fonts"
SEED = 2026
FIRST_NAMES = """
Éléonore François Chloé Zoé Gaël Noëlle Jérôme Anaïs Loïc Maëlys
Béatrice Hélène Côme Inès Rémi Solène Théo Agnès Clémence Désiré"""
LAST_NAMES = """
Lefèvre Nuñez Gonçalves Müller Østergård Bérénger d’Hautefœuille Castaño Noël-Lévêque Peña
Ångström Dupré Garçon Saÿens Brontë Fräulein Crèvecœur Ibáñez Le-Goëff"""
FIRST, LAST = FIRST_NAMES.split(), LAST_NAMES.split()
COURSES = (
    "Faire alliance pour le bien commun",
    "La confiance, première pierre des alliances",
    "Évaluer l’utilité d’une démarche partenariale",
    "Du diagnostic à l’expérimentation : co-construire à plusieurs",
)
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><defs>
<linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#1d4e89"/>
<stop offset=".5" stop-color="#2a9d8f"/><stop offset="1" stop-color="#e9c46a"/></linearGradient>
</defs><rect x="2" y="2" width="116" height="56" rx="10" fill="url(#g)"/>
<path d="M14 46 34 14l20 32L74 14l20 32" fill="none" stroke="#fff" stroke-width="4"/>
<circle cx="104" cy="18" r="6" fill="#fff"/></svg>"""
CSS = """@page{size:A4 landscape;margin:0}
@font-face{font-family:Playfair;font-weight:400;src:url(playfair-display-latin-400-normal.ttf)}
@font-face{font-family:Playfair;font-weight:700;src:url(playfair-display-latin-700-normal.ttf)}
@font-face{font-family:Body;font-weight:400;src:url(source-sans-3-latin-400-normal.ttf)}
@font-face{font-family:Body;font-weight:600;src:url(source-sans-3-latin-600-normal.ttf)}
body{margin:0;width:297mm;height:210mm;position:relative;font:11pt/1.4 Body;color:#22303c}
.border{position:absolute;left:0;top:0;width:297mm;height:210mm}
.page{position:absolute;left:26mm;right:26mm;top:22mm;text-align:center}
.logo{height:16mm}h1{font:700 30pt/1.2 Playfair;margin:3mm 0 1mm;color:#1d4e89}
.name{font:400 28pt/1.2 Playfair;margin:3mm 0;border-bottom:.4mm solid #e9c46a}
.course{font:700 16pt/1.3 Playfair;margin:2mm 0 5mm}p{margin:1mm 0}
.grid{display:grid;grid-template-columns:1fr 1fr 1fr;gap:3mm 8mm;text-align:left}
.grid b{display:block;font-weight:600;font-size:8pt;color:#5a6b7b;text-transform:uppercase}
.foot{position:absolute;left:26mm;right:26mm;bottom:20mm}
.sign{position:absolute;left:0;bottom:0;width:60mm}.sign img{width:48mm}
.check{position:absolute;right:34mm;bottom:0;width:90mm;text-align:right;font-size:9pt}
.qr{position:absolute;right:0;bottom:0;width:28mm;height:28mm}"""


def write_assets(folder: Path) -> None:
    """What the page names: fonts, logo, border, signature."""
    for packed in FONTS.glob("*.woff2"):
        font = TTFont(packed)
        font.flavor = None
        font.save(folder / f"{packed.stem}.ttf")
    (folder / "logo.svg").write_text(LOGO)
    (folder / "border.svg").write_text(border())
    signature().save(folder / "signature.png", optimize=True)


def border() -> str:
    """About 15 kB: 24 translucent waves along the four sides, and four corners."""
    lines = "".join(_wave(number) for number in range(24))
    corners = "".join(_corner(x, y) for x in (12, 285) for y in (12, 198))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210" fill="none">'
        f'<rect x="7" y="7" width="283" height="196" stroke="#1d4e89"/>{lines}{corners}</svg>'
    )


def signature() -> Image.Image:
    """600 × 200 points, black ink on nothing (PNG with alpha)."""
    chance = random.Random(SEED)
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    points = [
        (30 + 9 * step, 100 + 60 * sin(step / 2.3) * cos(step / 7) + chance.uniform(-9, 9))
        for step in range(60)
    ]
    ImageDraw.Draw(image).line(points, fill=(16, 24, 64, 220), width=5, joint="curve")
    return image


def page(number: int) -> str:
    """The page of one person: 20 first names × 19 last names × 4 courses, drawn by a seed."""
    chance = random.Random(SEED + number)
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    course = chance.choice(COURSES)
    code = "".join(chance.choice("abcdefghjkmnpqrstuvwxyz23456789") for _place in range(22))
    url = f"https://alliances.example.org/v/{code}"
    qr = segno.make(url, version=4, error="m", boost_error=False).svg_data_uri(scale=4)
    fields = {
        "Durée": f"{chance.randint(6, 40)} heures",
        "Achevée le": f"{chance.randint(1, 28)} novembre 2026",
        "Délivrée le": "25 novembre 2026",
        "Numéro": f"2026-{number:06d}",
        "Résultat": f"{chance.randint(60, 100)} %",
        "Délivrée par": "Le RAMEAU, Paris",
    }
    cells = "".join(f"<div><b>{label}</b>{value}</div>" for label, value in fields.items())
    return f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Attestation – {course} – {name}</title><style>{CSS}</style></head><body>
<img class="border" src="border.svg" alt=""><div class="page">
<img class="logo" src="logo.svg" alt="Logo"><h1>Attestation de suivi</h1>
<p>est délivrée à</p><p class="name">{name}</p><p>qui a suivi en entier la formation en ligne</p>
<p class="course">{course}</p><div class="grid">{cells}</div></div><div class="foot">
<div class="sign"><img src="signature.png" alt="Signature"><p>L’équipe pédagogique</p></div>
<div class="check"><p>Vérifier cette attestation :</p><a href="{url}">{url}</a></div>
<img class="qr" src="{qr}" alt="Code QR"></div></body></html>"""


def _wave(number: int) -> str:
    """One of the 24, six a side: 48 points along the side, a little off its neighbours."""
    side, line = divmod(number, 6)
    points = []
    for step in range(48):
        along = step / 47
        across = 4 + 3 * sin(along * 14 * pi + line * pi / 6) + line * 0.4
        points.append(
            [
                (12 + along * 273, across),
                (12 + along * 273, 210 - across),
                (across, 12 + along * 186),
                (297 - across, 12 + along * 186),
            ][side]
        )
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{text}" stroke="#2a9d8f" stroke-width=".4" opacity=".35"/>'


def _corner(x: int, y: int) -> str:
    rings = "".join(
        f'<circle cx="{x}" cy="{y}" r="{radius}" stroke="#e9c46a" stroke-width=".5"/>'
        for radius in (3, 5, 7)
    )
    return f'{rings}<path d="M{x - 4} {y}h8M{x} {y - 4}v8" stroke="#1d4e89" stroke-width=".6"/>'

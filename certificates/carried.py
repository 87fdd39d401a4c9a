"""What the PDF of a document carries: its credential."""

from io import BytesIO

from certificates.making import CREDENTIAL_NAME


def carried_credential(pdf: bytes) -> bytes:
    """The credential attached to a PDF. KeyError when there is none, PdfError for no PDF."""
    import pikepdf  # heavy, and few pages need it

    with pikepdf.open(BytesIO(pdf)) as opened:
        return opened.attachments[CREDENTIAL_NAME].get_file().read_bytes()

"""PDF: the words of every page, seen or not, and what a PDF carries beside its pages."""

from __future__ import annotations

import ctypes
import re

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gongkai.annual.readers import refusals
from gongkai.release.image import look_at_xmp
from gongkai.release.inspection import Inspection
from gongkai.release.leak import Place
from gongkai.release.pdf_objects import Objects
from gongkai.release.pdf_text import PageText
from gongkai.release.pdf_view import View

MOST_PAGES = 1_000
_MOST_REVISIONS = 6
_MOST_ANNOTATIONS = 5_000
_SILENT = frozenset(
    (pdfium_c.FPDF_ANNOT_POPUP, pdfium_c.FPDF_ANNOT_PRINTERMARK, pdfium_c.FPDF_ANNOT_TRAPNET)
)
_SEALS = frozenset((pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_WATERMARK))


def inspect(data: bytes, inspection: Inspection) -> None:
    """Look at a PDF. Raises NotReadable."""
    objects = Objects(data)
    if objects.encrypted:
        raise refusals.encrypted("PDF")
    pdf = open_pdf(data)
    try:
        if len(pdf) > MOST_PAGES:
            raise refusals.oversized("页数", "the number of pages", str(MOST_PAGES))
        pages = [_look_at_page(pdf, number, inspection) for number in range(len(pdf))]
        _look_at_properties(pdf, data, objects, inspection)
        for index in range(min(pdfium_c.FPDFDoc_GetAttachmentCount(pdf), 1_000)):
            inspection.add("embedded_file", Place(), _attachment_name(pdf, index))
    except pdfium.PdfiumError:
        raise refusals.damaged("PDF") from None
    finally:
        pdf.close()
    _look_at_objects(objects, inspection)
    _look_at_revisions(data, pages, inspection)


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF. Raises NotReadable if it is encrypted, damaged, or has no page."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.encrypted("PDF") from None
        raise refusals.damaged("PDF") from None
    if len(pdf) == 0:
        pdf.close()
        raise refusals.empty()
    return pdf


def _look_at_page(pdf: pdfium.PdfDocument, number: int, inspection: Inspection) -> str:
    inspection.breathe()
    page = pdf[number]
    place = Place(page=number + 1)
    try:
        text = PageText(page)
        inspection.look(text.text, place)
        view = View(page, text, inspection.breathe)
        for rule, run in view.hidden():
            inspection.hide(rule, run, place)
        if view.is_picture():
            inspection.add("picture", place)
        _look_at_annotations(pdf, page, place, inspection)
        return text.text
    finally:
        page.close()


def _look_at_annotations(
    pdf: pdfium.PdfDocument, page: pdfium.PdfPage, place: Place, inspection: Inspection
) -> None:
    count = pdfium_c.FPDFPage_GetAnnotCount(page)
    if count > _MOST_ANNOTATIONS:
        raise refusals.oversized("批注数", "the number of annotations", str(_MOST_ANNOTATIONS))
    for index in range(count):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not annotation:
            raise refusals.damaged("PDF", "Annots")
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        contents = _string(annotation, b"Contents")
        if kind == pdfium_c.FPDF_ANNOT_LINK:
            inspection.look(_target(pdf, annotation).replace("mailto:", " "), place)
            inspection.hide("annotation", contents, place)
        elif kind == pdfium_c.FPDF_ANNOT_WIDGET:
            inspection.hide("form_value", _string(annotation, b"V"), place)
        elif kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
            inspection.add("embedded_file", place)
        elif kind in _SEALS:
            inspection.hide("annotation", contents, place)
        elif kind not in _SILENT:
            inspection.add("annotation", place, contents)
            inspection.look(contents, place)
            inspection.author(_string(annotation, b"T"), place)
        pdfium_c.FPDFPage_CloseAnnot(annotation)


def _string(annotation: pdfium_c.FPDF_ANNOTATION, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2 or size > 1 << 22:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _target(pdf: pdfium.PdfDocument, annotation: pdfium_c.FPDF_ANNOTATION) -> str:
    action = pdfium_c.FPDFLink_GetAction(pdfium_c.FPDFAnnot_GetLink(annotation))
    if not action:
        return ""
    size = pdfium_c.FPDFAction_GetURIPath(pdf, action, None, 0)
    if not 0 < size < 1 << 16:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAction_GetURIPath(pdf, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _attachment_name(pdf: pdfium.PdfDocument, index: int) -> str:
    attachment = pdfium_c.FPDFDoc_GetAttachment(pdf, index)
    size = pdfium_c.FPDFAttachment_GetName(attachment, None, 0)
    if not 2 < size < 1 << 16:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAttachment_GetName(
        attachment, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _look_at_properties(
    pdf: pdfium.PdfDocument, data: bytes, objects: Objects, inspection: Inspection
) -> None:
    place = Place(part="Info")
    for key in ("Author", "Title", "Subject", "Keywords"):
        try:
            value = pdf.get_metadata_value(key)
        except UnicodeDecodeError:
            continue
        if key == "Author":
            inspection.author(value, place)
        else:
            inspection.look(value, place)
    look_at_xmp(data, inspection, Place(part="XMP"))
    for body in objects.streams.values():
        if b"<x:xmpmeta" in body[:4096]:
            look_at_xmp(body, inspection, Place(part="XMP"))


def _look_at_objects(objects: Objects, inspection: Inspection) -> None:
    place = Place(part="PDF")
    if objects.has(b"/JavaScript", b"/JS"):
        inspection.add("script", place)
    if objects.has(b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/Launch", b"/GoToE"):
        inspection.add("embedded_file", place)
    if objects.has(b"/XFA"):
        inspection.add("form_value", place)
    for words in objects.words():
        if len(words) >= 5:
            inspection.look(words, place)
    if objects.forgotten():
        inspection.add("earlier_version", place)


def _look_at_revisions(data: bytes, pages: list[str], inspection: Inspection) -> None:
    """Look at what the file said before: each `%%EOF` but the last ends an earlier version."""
    ends = [match.end() for match in re.finditer(rb"%%EOF", data)][:-1]
    now = set("\n".join(pages).split("\n"))
    for end in ends[-_MOST_REVISIONS:]:
        inspection.breathe()
        try:
            earlier = pdfium.PdfDocument(data[:end])
        except pdfium.PdfiumError:
            continue  # a file laid out for the web ends its first part so
        try:
            for number in range(min(len(earlier), MOST_PAGES)):
                page = earlier[number]
                lines = PageText(page).text.split("\n")
                page.close()
                gone = [line for line in lines if line.strip() and line not in now]
                inspection.hide(
                    "earlier_version", "\n".join(gone), Place(page=number + 1, part="PDF")
                )
        except pdfium.PdfiumError:
            continue
        finally:
            earlier.close()

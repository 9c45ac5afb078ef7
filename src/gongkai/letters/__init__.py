"""Official letters on requests for disclosure: their content, checked, as DOCX, PDF and HTML.

Pure: no framework, no database, no clock. Facts go in, a letter comes out:

    letter = compose("refused", facts)
    missing = find_missing("refused", letter, facts)  # must be empty before anybody signs
    write_docx(letter), write_pdf(letter), write_html(letter)
"""

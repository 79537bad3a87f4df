package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** Prints course certificates: A4 across, one to a page. The file is PDF 1.7 and PDF/A-2u. */
public final class CertificatePrinter {

    private static final float WIDTH = mm(297);
    private static final float HEIGHT = mm(210);
    private static final float FRAME = mm(12);
    private static final float LEFT = mm(32);
    private static final float TEXT_WIDTH = WIDTH - 2 * LEFT;
    private static final float MIDDLE = WIDTH / 2;
    private static final float CODE_SIDE = mm(30);
    private static final float CODE_LEFT = WIDTH - LEFT - CODE_SIDE;
    private static final float CODE_TOP = mm(130);
    private static final float FACTS_TOP = mm(112);
    private static final float FACTS_LABEL = mm(32);
    private static final float FACTS_WIDTH = CODE_LEFT - LEFT - mm(16);
    private static final float FACT_ROW = mm(9);
    private static final float STATEMENT_PT = 16;
    private static final float STATEMENT_LEADING = 28;
    private static final float FACT_PT = 12.5f;
    private static final float CHECKING_PT = 8;

    private CertificatePrinter() {}

    /**
     * Writes the certificates, in this order.
     *
     * @param certificates at least one
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when there is none, the address has characters outside the QR alphanumeric set, or
     *     a one-line text is too long for its place
     * @throws IOException when {@code out} fails
     */
    public static void write(List<Certificate> certificates, OutputStream out) throws IOException {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one certificate to print, got none");
        }
        for (Certificate certificate : certificates) {
            ArchivePages.refuseUndrawable(
                    "the certificate of " + certificate.name(),
                    Stream.concat(
                            Stream.of(
                                    certificate.title(),
                                    certificate.name(),
                                    certificate.statement(),
                                    certificate.issuer(),
                                    certificate.issuedOn(),
                                    certificate.number(),
                                    certificate.checking()),
                            certificate.facts().stream().flatMap(fact -> Stream.of(fact.label(), fact.value()))));
            QrCode.checkAlphabet(certificate.code());
        }
        ArchivePages file = new ArchivePages(out, certificates.getFirst().title(), WIDTH, HEIGHT);
        for (Certificate certificate : certificates) {
            draw(file.page(), certificate);
        }
        file.finish();
    }

    private static void draw(Canvas canvas, Certificate certificate) {
        canvas.outline(Canvas.RED, 2.2f, FRAME, FRAME, WIDTH - 2 * FRAME, HEIGHT - 2 * FRAME);
        float inner = FRAME + mm(2);
        canvas.outline(Canvas.RED, 0.6f, inner, inner, WIDTH - 2 * inner, HEIGHT - 2 * inner);
        canvas.textRight(certificate.number(), Weight.REGULAR, 10, Canvas.GREY, WIDTH - LEFT, mm(25));
        float title = Canvas.fit(certificate.title(), Weight.BOLD, TEXT_WIDTH, 34, 20);
        canvas.textCentred(certificate.title(), Weight.BOLD, title, Canvas.RED, MIDDLE, mm(46));
        float name = Canvas.fit(certificate.name(), Weight.BOLD, TEXT_WIDTH, 26, 9);
        canvas.textCentred(certificate.name(), Weight.BOLD, name, Canvas.INK, MIDDLE, mm(68));
        canvas.rule(Canvas.RULE, 0.8f, MIDDLE - mm(45), mm(72), MIDDLE + mm(45), mm(72));
        float y = mm(86);
        for (Line line : Line.broken(Glyph.of(certificate.statement(), Weight.REGULAR), TEXT_WIDTH / STATEMENT_PT, 0)) {
            canvas.line(line, STATEMENT_PT, Canvas.INK, LEFT, y);
            y += STATEMENT_LEADING;
        }
        float row = Math.max(FACTS_TOP, y);
        for (Certificate.Fact fact : certificate.facts()) {
            canvas.text(fact.label(), Weight.REGULAR, FACT_PT, Canvas.GREY, LEFT, row);
            float size = Canvas.fit(fact.value(), Weight.REGULAR, FACTS_WIDTH - FACTS_LABEL, FACT_PT, 7);
            canvas.text(fact.value(), Weight.REGULAR, size, Canvas.INK, LEFT + FACTS_LABEL, row);
            row += FACT_ROW;
        }
        canvas.qrCode(QrCode.encode(certificate.code(), QrCode.Ecc.Q), CODE_LEFT, CODE_TOP, CODE_SIDE);
        float below = CODE_TOP + CODE_SIDE + mm(7);
        for (Line line :
                Line.broken(Glyph.of(certificate.checking(), Weight.REGULAR), (CODE_SIDE + mm(14)) / CHECKING_PT, 0)) {
            canvas.line(line, CHECKING_PT, Canvas.GREY, CODE_LEFT - mm(7), below);
            below += CHECKING_PT * 1.4f;
        }
        float issuer = Canvas.fit(certificate.issuer(), Weight.BOLD, FACTS_WIDTH, 15, 8);
        canvas.text(certificate.issuer(), Weight.BOLD, issuer, Canvas.INK, LEFT, mm(174));
        canvas.text(certificate.issuedOn(), Weight.REGULAR, 13, Canvas.INK, LEFT, mm(183));
    }
}

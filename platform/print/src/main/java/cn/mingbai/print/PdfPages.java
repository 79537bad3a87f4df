package cn.mingbai.print;

import java.io.IOException;
import java.util.OptionalInt;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.RandomAccessFileOrArray;

/** Counts the pages of a PDF, ours or a scanned one. */
public final class PdfPages {

    private PdfPages() {}

    /** How many pages it has; empty when it cannot be read. */
    public static OptionalInt count(byte[] pdf) {
        try (PdfReader reader = new PdfReader(new RandomAccessFileOrArray(pdf), null)) {
            return OptionalInt.of(reader.getNumberOfPages());
        } catch (IOException | RuntimeException unreadable) {
            return OptionalInt.empty();
        }
    }
}

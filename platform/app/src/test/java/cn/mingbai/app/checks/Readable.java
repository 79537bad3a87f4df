package cn.mingbai.app.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/** What somebody who has a file reads in it: the file as it is, what is packed in it, and the text that a PDF shows. */
final class Readable {

    /** A packed report in an archive in an archive. */
    private static final int DEPTH = 3;

    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] PDF = {'%', 'P', 'D', 'F'};

    private Readable() {}

    static List<byte[]> in(byte[] file) {
        var all = new ArrayList<byte[]>();
        add(file, 0, all);
        return all;
    }

    /** The text that a PDF shows. */
    static String pdf(byte[] file) throws IOException {
        try (var document = Loader.loadPDF(file)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static void add(byte[] file, int depth, List<byte[]> all) {
        all.add(file);
        if (depth == DEPTH) {
            return;
        }
        if (starts(file, ZIP)) {
            Mutants.parts(file).values().forEach(part -> add(part, depth + 1, all));
            return;
        }
        try {
            if (starts(file, GZIP)) {
                try (var zip = new GZIPInputStream(new ByteArrayInputStream(file))) {
                    add(zip.readAllBytes(), depth + 1, all);
                }
            } else if (starts(file, PDF)) {
                add(pdf(file).getBytes(StandardCharsets.UTF_8), depth + 1, all);
            }
        } catch (IOException notWhatItSeemed) {
            // Then its bytes are all there is to read.
        }
    }

    private static boolean starts(byte[] file, byte[] with) {
        return file.length > with.length && java.util.Arrays.equals(file, 0, with.length, with, 0, with.length);
    }
}

package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.RuleViolation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Looks through an .xlsx before a reader trusts it: how far it unpacks, that cells lie where a spreadsheet has columns, that
 * it brings no document type. It reads the same directory of the archive as the reader does.
 */
final class XlsxGuard {

    private static final int MAX_ENTRIES = 500;
    private static final long MAX_UNPACKED_BYTES = 300L * 1024 * 1024;
    private static final long MAX_RATIO = 150;
    private static final long RATIO_FROM_BYTES = 2L * 1024 * 1024;
    // A reader keeps these texts in memory while it reads the cells.
    private static final long MAX_TEXT_BYTES = 100L * 1024 * 1024;
    private static final int MAX_COLUMN_LETTERS = 3;
    private static final int MAX_ARRAY_FORMULAS = 1000;

    private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
    private long unpacked;

    private XlsxGuard() {
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /**
     * What the workbook says about itself.
     *
     * @param date1904 whether days count from 1904 instead of 1900
     */
    record Traits(boolean date1904, boolean hasStyles) {}

    /**
     * Checks an archive.
     *
     * @throws RuleViolation when it is no spreadsheet or unpacks beyond all measure
     */
    static Traits check(byte[] bytes) {
        return new XlsxGuard().traits(bytes);
    }

    private Traits traits(byte[] bytes) {
        var date1904 = false;
        var hasStyles = false;
        var hasWorkbook = false;
        if (ArchiveParts.said(bytes) > MAX_ENTRIES) {
            throw new RuleViolation("core.sheet.bomb");
        }
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            var entries = zip.getEntries();
            for (var count = 0; entries.hasMoreElements(); count++) {
                if (count >= MAX_ENTRIES) {
                    throw new RuleViolation("core.sheet.bomb");
                }
                var entry = entries.nextElement();
                var name = entry.getName().toLowerCase(Locale.ROOT);
                hasStyles |= name.endsWith("styles.xml");
                if (entry.getSize() > MAX_UNPACKED_BYTES
                        || name.endsWith("sharedstrings.xml") && entry.getSize() > MAX_TEXT_BYTES) {
                    throw new RuleViolation("core.sheet.bomb");
                }
                try (var packed = zip.getInputStream(entry)) {
                    var stream = new Counted(
                            packed, entry, name.endsWith("sharedstrings.xml") ? MAX_TEXT_BYTES : MAX_UNPACKED_BYTES);
                    if (name.contains("worksheets/") && name.endsWith(".xml")) {
                        checkCells(xml.createXMLStreamReader(stream));
                    } else if (name.endsWith("workbook.xml")) {
                        hasWorkbook = true;
                        date1904 |= countsFrom1904(xml.createXMLStreamReader(stream));
                    } else if (name.endsWith(".xml") || name.endsWith(".rels")) {
                        refuseDocumentType(xml.createXMLStreamReader(stream));
                    }
                    stream.skipAll();
                }
            }
        } catch (IOException | XMLStreamException | IllegalArgumentException broken) {
            throw new RuleViolation("core.sheet.unreadable");
        }
        if (!hasWorkbook) {
            throw new RuleViolation("core.sheet.unreadable");
        }
        return new Traits(date1904, hasStyles);
    }

    private static void checkCells(XMLStreamReader reader) throws XMLStreamException {
        var arrays = 0;
        while (reader.hasNext()) {
            var event = reader.next();
            refuse(event);
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (reader.getLocalName().equals("c")) {
                var address = reader.getAttributeValue(null, "r");
                if (address != null && !address.matches("[A-Za-z]{1," + MAX_COLUMN_LETTERS + "}\\d{1,7}")) {
                    throw new RuleViolation("core.sheet.unreadable");
                }
            } else if (reader.getLocalName().equals("f")
                    && "array".equals(reader.getAttributeValue(null, "t"))
                    && ++arrays > MAX_ARRAY_FORMULAS) {
                throw new RuleViolation("core.sheet.bomb");
            }
        }
    }

    private static boolean countsFrom1904(XMLStreamReader reader) throws XMLStreamException {
        var date1904 = false;
        while (reader.hasNext()) {
            var event = reader.next();
            refuse(event);
            if (event == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("workbookPr")) {
                var value = reader.getAttributeValue(null, "date1904");
                date1904 |= "1".equals(value) || "true".equals(value);
            }
        }
        return date1904;
    }

    private static void refuseDocumentType(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            var event = reader.next();
            refuse(event);
            if (event == XMLStreamConstants.START_ELEMENT) {
                return;
            }
        }
    }

    private static void refuse(int event) {
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new RuleViolation("core.sheet.unreadable");
        }
    }

    /** Counts what comes out of the archive and stops when it is too much. */
    private final class Counted extends FilterInputStream {

        private final long packed;
        private final long most;
        private long here;

        Counted(InputStream stream, ZipArchiveEntry entry, long most) {
            super(stream);
            this.most = most;
            this.packed = Math.max(entry.getCompressedSize(), 1);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        // An XML reader closes at the end of the document; what comes after it is still to be counted.
        @Override
        public void close() {}

        void skipAll() throws IOException {
            var buffer = new byte[8192];
            var read = 0;
            while (read >= 0) {
                read = read(buffer, 0, buffer.length);
            }
        }

        private void count(int bytes) {
            here += bytes;
            unpacked += bytes;
            if (unpacked > MAX_UNPACKED_BYTES || here > most || here > RATIO_FROM_BYTES && here / packed > MAX_RATIO) {
                throw new RuleViolation("core.sheet.bomb");
            }
        }
    }
}

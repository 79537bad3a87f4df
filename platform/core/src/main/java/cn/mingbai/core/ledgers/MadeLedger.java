package cn.mingbai.core.ledgers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A ledger file that is made and waits to be fetched, once. Close it, or the stream that it gives: what does not fit into
 * memory lies in a file that nobody else can read and that goes away then.
 *
 * @see LedgerFiles#make
 */
public final class MadeLedger implements AutoCloseable {

    private final String name;
    private final LedgerFormat format;
    private final long rows;
    private final Spool spool;

    MadeLedger(String name, LedgerFormat format, long rows, Spool spool) {
        this.name = name;
        this.format = format;
        this.rows = rows;
        this.spool = spool;
    }

    /** The file's name with its ending. */
    public String name() {
        return name;
    }

    public LedgerFormat format() {
        return format;
    }

    /** How many rows it has. */
    public long rows() {
        return rows;
    }

    /** Its length in bytes. */
    public long size() {
        return spool.size();
    }

    /** Its content, once; closing the stream ends the file. */
    public InputStream open() {
        try {
            return spool.open();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Its content in memory, for small files and tests. */
    public byte[] bytes() {
        try (var content = open()) {
            return content.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Copies the content and ends the file; {@code out} stays open. */
    public void writeTo(OutputStream out) throws IOException {
        try (var content = open()) {
            content.transferTo(out);
        }
    }

    @Override
    public void close() {
        spool.end();
    }
}

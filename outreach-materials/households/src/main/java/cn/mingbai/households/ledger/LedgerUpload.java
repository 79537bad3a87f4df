package cn.mingbai.households.ledger;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A ledger file as uploaded.
 *
 * @param fileName the name under which it was uploaded
 * @param day the day of the register that it is a copy of: what it says holds from that day on
 * @param controlTotal how many households the register counts in the file's village (对照户数), or null
 * @param controlSource where that number comes from; empty without one
 */
public record LedgerUpload(
        String fileName,
        byte[] bytes,
        LocalDate day,
        @Nullable Integer controlTotal,
        String controlSource) {

    /** A file without a control total. */
    public static LedgerUpload of(String fileName, byte[] bytes, LocalDate day) {
        return new LedgerUpload(fileName, bytes, day, null, "");
    }

    @Override
    public String toString() {
        return "LedgerUpload[" + fileName + ", " + day + "]";
    }
}

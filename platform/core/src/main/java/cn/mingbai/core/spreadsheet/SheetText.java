package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.idnumbers.IdNumbers;

/** Text of an uploaded file whose encoding nobody states. */
public final class SheetText {

    private SheetText() {}

    /**
     * The text: by byte-order mark, else strict UTF-8, else GB18030.
     *
     * @throws RuleViolation when it is none of these, or there is an ID number in it
     */
    public static String decode(byte[] bytes) {
        return IdNumbers.none(CsvRows.decode(bytes));
    }
}

package cn.mingbai.quizzes.formats;

/** A form in which questions travel. */
public enum FileFormat {
    /** A spreadsheet, .xlsx or .csv, a question to a row. */
    SHEET("xlsx"),
    /** Moodle's text format. */
    GIFT("gift"),
    /** Moodle's full format. */
    MOODLE_XML("xml"),
    /** Text as people type it: 1．… A．… 答案：B 解析：…; read only. */
    TYPED("txt");

    private final String ending;

    FileFormat(String ending) {
        this.ending = ending;
    }

    /** The ending of a file's name, without the dot. */
    public String ending() {
        return ending;
    }
}

package cn.mingbai.core.start;

/** What the person at the terminal must read although the log goes to a file. */
public final class Terminal {

    private Terminal() {}

    /** Prints one line on the standard output. */
    public static void say(String line) {
        System.out.println(line);
    }
}

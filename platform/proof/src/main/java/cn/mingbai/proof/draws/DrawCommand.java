package cn.mingbai.proof.draws;

import cn.mingbai.proof.CanonicalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code bin/draw}: repeats a draw from files, without database and without network.
 *
 * <p>{@code LIST INSPECTOR TOWN DRAW} writes the text of the draw to the file DRAW. {@code LIST DRAW} draws again with the
 * numbers in the text DRAW and compares, byte by byte.
 */
public final class DrawCommand {

    /** It was drawn, or the draw holds. */
    public static final int HOLDS = 0;

    /** The draw is not the one that list and numbers give. */
    public static final int DIFFERS = 1;

    /** A file or a number is not of the form. */
    public static final int NOTHING = 2;

    private DrawCommand() {}

    /** Runs and ends the process with the code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs, and answers with the code. */
    public static int run(String... arguments) {
        try {
            var list = DrawList.parse(text(arguments[0]));
            if (arguments.length == 4) {
                var draw = Draw.of(list, new Numbers(arguments[1], arguments[2]));
                Files.write(Path.of(arguments[3]), draw.text().bytes());
                return HOLDS;
            }
            var drawn = Files.readAllBytes(Path.of(arguments[1]));
            var numbers = CanonicalText.parse(CanonicalText.decode(drawn)).get(1);
            var again = Draw.of(list, new Numbers("" + numbers.get(1), "" + numbers.get(2)));
            return Arrays.equals(drawn, again.text().bytes()) ? HOLDS : DIFFERS;
        } catch (IOException | RuntimeException refused) {
            return NOTHING;
        }
    }

    private static String text(String file) throws IOException {
        return CanonicalText.decode(Files.readAllBytes(Path.of(file)));
    }
}

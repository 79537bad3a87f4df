package cn.mingbai.district.dossiers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One numbered part of a dossier, made when its turn comes.
 *
 * @param number such as {@code 02-03}
 * @param name what it is called on the cover list
 * @param folder the folder in the ZIP
 * @param files its files by their endings, in order; where the first is missing, so are the others
 */
record DossierPart(String number, String name, String folder, Map<String, Making> files) {

    /** Makes a file, in transactions of its own. */
    @FunctionalInterface
    interface Making {

        /**
         * The file.
         *
         * @throws Missing when there is nothing to make it of
         * @throws cn.mingbai.core.error.MingbaiException when it cannot be made, with the sentence that says why
         */
        Made make();
    }

    /** Opens a file's content. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * A file that is made.
     *
     * @param rows how many rows it has, or null where they are not counted
     * @param content opens it, once
     */
    record Made(@Nullable Long rows, Opening content) {

        static Made of(byte[] bytes, @Nullable Long rows) {
            return new Made(rows, () -> new ByteArrayInputStream(bytes));
        }
    }

    /** There is nothing to show, which the cover list says with a reason. */
    static final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String key;
        private final transient List<Object> arguments;

        Missing(String key, Object... arguments) {
            super(key, null, false, false);
            this.key = key;
            this.arguments = List.of(arguments);
        }

        String key() {
            return key;
        }

        Object[] arguments() {
            return arguments.toArray();
        }
    }
}

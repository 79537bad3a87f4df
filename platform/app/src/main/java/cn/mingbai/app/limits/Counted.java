package cn.mingbai.app.limits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request is counted against. */
sealed interface Counted {

    /** Each of these; the first that has none left refuses. */
    record Each(List<Named> all) implements Counted {

        static Each of(Named... all) {
            return new Each(List.of(all));
        }
    }

    /** One name of a limit. */
    record Named(Limit limit, String name) {}

    /**
     * A token. Once it was good it is counted by itself and nobody else's calls hold it back, however many share its
     * address; until then, and when it is missing, the source is counted.
     *
     * @param own the limit of each good token
     * @param token what was shown, or null
     * @param source the limit of each source for all that is not known to be good
     * @param proves whether an answer other than a refusal says that the token is good
     */
    record Shown(Limit own, @Nullable String token, Named source, boolean proves) implements Counted {}
}

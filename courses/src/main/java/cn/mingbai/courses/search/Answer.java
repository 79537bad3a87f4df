package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found for a question.
 *
 * @param isCut whether only the beginning of what was typed was looked for
 * @param found best first
 * @param unfiltered how many there would be without the filters; 0 where something was found or nothing is filtered
 * @param neighbours where nothing was found: what comes near, to ask for instead
 */
public record Answer(State state, boolean isCut, List<Found> found, long unfiltered, List<String> neighbours) {

    /** What became of the question. */
    public enum State {
        /** Nothing was asked. */
        NOTHING_ASKED,
        /** It was looked for. */
        ANSWERED,
        /** The index is being built: ask again in a moment. */
        NOT_READY
    }

    /**
     * A passage that was found.
     *
     * @param layer the policy version that it tells, or null
     * @param layerName what that is called
     * @param isInForce whether that version is the one in force
     * @param isMistakes whether it tells what people get wrong
     * @param title with what was asked for marked
     * @param excerpt the part that answers, likewise
     * @param articles the articles in words, at most three
     */
    public record Found(
            String id,
            Kind kind,
            String place,
            @Nullable String layer,
            String layerName,
            boolean isInForce,
            boolean isMistakes,
            List<Piece> title,
            List<Piece> excerpt,
            List<String> articles,
            String path) {}
}

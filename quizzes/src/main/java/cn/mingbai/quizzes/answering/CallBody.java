package cn.mingbai.quizzes.answering;

import cn.mingbai.core.error.RuleViolation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of calls: JSON of at most 64 kB. */
final class CallBody {

    static final int LONGEST = 64 * 1024;

    // What a page of a later version adds is passed over; numbers as texts and the like are refused.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(30)
                            .maxStringLength(10_000)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private CallBody() {}

    /** The body was longer than it may be. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Reads a body.
     *
     * @throws TooLong when it is longer than 64 kB
     * @throws RuleViolation when it is not JSON of this form
     */
    static <T> T read(HttpServletRequest request, Class<T> type) {
        try {
            var bytes = request.getContentLengthLong() > LONGEST
                    ? new byte[LONGEST + 1]
                    : request.getInputStream().readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new TooLong();
            }
            @Nullable T read = MAPPER.readValue(bytes, type);
            if (read == null) {
                throw new RuleViolation("quizzes.call.unreadable");
            }
            return read;
        } catch (JacksonException unreadable) {
            throw new RuleViolation("quizzes.call.unreadable");
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    /** A device's time as it says it; null when it says none that a calendar of ours knows. */
    static @Nullable Instant deviceTime(@Nullable String text) {
        if (text == null || text.length() > 40) {
            return null;
        }
        try {
            var read = Instant.parse(text);
            return read.isBefore(Instant.EPOCH) || read.isAfter(Instant.parse("2200-01-01T00:00:00Z")) ? null : read;
        } catch (DateTimeException impossible) {
            return null;
        }
    }
}

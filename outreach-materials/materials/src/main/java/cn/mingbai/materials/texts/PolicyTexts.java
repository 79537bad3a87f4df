package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Reads approved texts, whoever asks: which version is in force on a day, and any version that was printed. */
@Component
@Internal
public class PolicyTexts {

    private final TextRows rows;

    /** A version never changes, so what was read of one stays true. */
    private final Map<TextId, PolicyText> read = new ConcurrentHashMap<>();

    PolicyTexts(TextRows rows) {
        this.rows = rows;
    }

    /** The version in force on {@code day}, as known now; empty before the first one and after a withdrawal. */
    public Optional<ApprovedText> inForce(TextCode code, LocalDate day) {
        return rows.inForce(code, day).map(this::approved);
    }

    /**
     * The version in force on {@code day}, without which nothing is printed.
     *
     * @throws RuleViolation when there is none
     */
    public ApprovedText required(TextCode code, LocalDate day) {
        return inForce(code, day).orElseThrow(() -> new RuleViolation("materials.text.none-in-force"));
    }

    /**
     * A version, in force or not.
     *
     * @throws NotFound when there is none with this id
     */
    public ApprovedText version(TextId id) {
        return rows.version(id).map(this::approved).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private ApprovedText approved(TextRows.Version version) {
        var text = read.computeIfAbsent(
                version.id(),
                id -> Objects.requireNonNull(TextReader.read(version.code(), version.source(), version.number())
                        .text()));
        return new ApprovedText(version.id(), version.code(), version.number(), version.from(), text);
    }
}

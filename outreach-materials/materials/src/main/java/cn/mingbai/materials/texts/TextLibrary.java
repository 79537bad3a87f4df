package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The texts that a district prints, with their versions, for everybody who signs in. */
@Service
public class TextLibrary {

    private static final String COMMON = "texts belong to no division";

    private final TextRows rows;
    private final PolicyDirectory policy;
    private final Access access;
    private final Clock clock;

    TextLibrary(TextRows rows, PolicyDirectory policy, Access access, Clock clock) {
        this.rows = rows;
        this.policy = policy;
        this.access = access;
        this.clock = clock;
    }

    /** Where a version stands today. */
    public enum State {
        PLANNED,
        IN_FORCE,
        /** It was in force and is no longer. */
        ENDED,
        /** Another version or a withdrawal came before its first day. */
        NEVER
    }

    /**
     * A version.
     *
     * @param layerName what its rule layer is called
     * @param from the first day in force, or the day it was approved for
     * @param to the first day no longer, {@code 9999-12-31} for no end
     * @param reason why it ended, when it was withdrawn; empty otherwise
     * @param writer empty for what came with the software
     * @param approver the second person; empty for the first version
     */
    public record Version(
            int number,
            String title,
            String layerName,
            LocalDate from,
            LocalDate to,
            State state,
            String reason,
            String writer,
            String approver) {}

    /**
     * A text in the list.
     *
     * @param inForce the version in force today, or null
     * @param planned the one that comes next, or null
     */
    public record Line(
            TextCode code,
            @Nullable Version inForce,
            @Nullable Version planned) {}

    /**
     * A version as it reads.
     *
     * @param changes what changed against the version before; empty lists for the first one
     * @param isFirst whether there is none before
     * @param sources the articles it rests on, by the titles of laws and rules
     */
    public record Reading(
            Version version,
            PolicyText text,
            TextChanges changes,
            boolean isFirst,
            SequencedMap<String, List<String>> sources) {}

    /** All texts. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public List<Line> texts() {
        access.require(Action.VIEW_POLICY);
        return Arrays.stream(TextCode.values())
                .map(code -> {
                    var versions = listed(code, rows.versions(code));
                    return new Line(code, first(versions, State.IN_FORCE), first(versions, State.PLANNED));
                })
                .toList();
    }

    /** The versions of a text, the latest first. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public List<Version> versions(TextCode code) {
        access.require(Action.VIEW_POLICY);
        return listed(code, rows.versions(code));
    }

    /**
     * A version to read.
     *
     * @throws NotFound when there is none with this number
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Reading reading(TextCode code, int number) {
        access.require(Action.VIEW_POLICY);
        var versions = rows.versions(code);
        var row = versions.stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var text = text(row);
        var before =
                versions.stream().filter(version -> version.number() < number).findFirst();
        var changes = before.map(old -> TextChanges.between(text(old).all(), text.all()))
                .orElseGet(() -> new TextChanges(List.of()));
        var version = listed(code, List.of(row)).getFirst();
        return new Reading(version, text, changes, before.isEmpty(), sources(row.source()));
    }

    private @Nullable Version first(List<Version> versions, State state) {
        return versions.stream()
                .filter(version -> version.state() == state)
                .findFirst()
                .orElse(null);
    }

    private List<Version> listed(TextCode code, List<TextRows.Version> versions) {
        var today = Times.today(clock);
        var names = new HashMap<String, String>();
        policy.versions().forEach(layer -> names.put(layer.code(), layer.name()));
        var effects = new HashMap<TextId, TextRows.Effect>();
        rows.effects(code).forEach(effect -> effects.put(effect.text(), effect));
        return versions.stream()
                .map(row -> version(row, effects.get(row.id()), names, today))
                .toList();
    }

    private static Version version(
            TextRows.Version row, TextRows.@Nullable Effect effect, Map<String, String> names, LocalDate today) {
        var layer = row.source().ruleLayer();
        var state = effect == null
                ? State.NEVER
                : effect.from().isAfter(today)
                        ? State.PLANNED
                        : effect.to().isAfter(today) ? State.IN_FORCE : State.ENDED;
        return new Version(
                row.number(),
                row.source().title(),
                names.getOrDefault(layer, layer),
                effect == null ? row.from() : effect.from(),
                effect == null ? row.from() : effect.to(),
                state,
                effect == null ? "" : effect.reason(),
                row.writer(),
                row.approver());
    }

    private SequencedMap<String, List<String>> sources(TextSource source) {
        var titles = new HashMap<String, String>();
        policy.sources().forEach(law -> titles.put(law.code(), law.title()));
        SequencedMap<String, List<String>> found = new LinkedHashMap<>();
        for (var written : source.sources()) {
            var citation = PolicyDirectory.Citation.parse(written);
            found.computeIfAbsent(titles.getOrDefault(citation.source(), citation.source()), title -> new ArrayList<>())
                    .add(citation.clause());
        }
        return found;
    }

    private static PolicyText text(TextRows.Version row) {
        return Objects.requireNonNull(
                TextReader.read(row.code(), row.source(), row.number()).text());
    }
}

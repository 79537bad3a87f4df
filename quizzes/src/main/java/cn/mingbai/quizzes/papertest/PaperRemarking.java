package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.papertest.PaperScores;
import cn.mingbai.courses.papertest.PaperScores.OnRecord;
import cn.mingbai.quizzes.attempts.PaperMarking;
import cn.mingbai.quizzes.attempts.Rulings;
import cn.mingbai.quizzes.marking.Ruling;
import cn.mingbai.quizzes.papertest.DrawnPaperRows.Met;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Marks papers anew that were answered on paper and typed back. Of some only the score was entered: those cannot be marked
 * anew and are named, so that somebody looks at the paper.
 */
@Component
@Internal
public class PaperRemarking {

    private final DrawnPaperRows rows;
    private final PaperScores scores;
    private final PaperMarking marking;
    private final Rulings rulings;
    private final PersonAliases aliases;

    PaperRemarking(
            DrawnPaperRows rows, PaperScores scores, PaperMarking marking, Rulings rulings, PersonAliases aliases) {
        this.rows = rows;
        this.scores = scores;
        this.marking = marking;
        this.rulings = rulings;
        this.aliases = aliases;
    }

    /**
     * A paper whose mark changes.
     *
     * @param paper the drawn paper's number
     * @param answers the number of what was typed from it
     * @param before the score on record
     */
    public record Change(long paper, long answers, OnRecord before, int rightAfter, int scoreAfter) {

        public boolean passedAfter() {
            return before.passes(scoreAfter);
        }
    }

    /**
     * A paper that met the question and of which only a score is on record.
     *
     * @param paper the drawn paper's number
     * @param code its code as it is printed
     * @param versions the versions of the question in it
     */
    public record ByScore(long paper, String code, Set<Integer> versions, OnRecord score) {

        public ByScore {
            versions = Set.copyOf(versions);
        }
    }

    /**
     * What a ruling would do.
     *
     * @param met how many papers on record met the question, those by score too
     * @param unknown how many scores of the course's paper tests belong to no drawn paper, so that nobody knows what was
     *     asked
     */
    public record Effect(int met, List<Change> changes, List<ByScore> byScore, int unknown) {

        public Effect {
            changes = List.copyOf(changes);
            byScore = List.copyOf(byScore);
        }
    }

    /** Which papers' marks change when a ruling holds for versions of a question; nothing is written. */
    public Effect effect(String course, String code, Collection<Integer> versions, Ruling ruling) {
        return effect(course, code, versions, ruling, false);
    }

    /** The same with papers and scores as they are committed, locked until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Effect lockedEffect(String course, String code, Collection<Integer> versions, Ruling ruling) {
        return effect(course, code, versions, ruling, true);
    }

    /** The papers that met a question in whatever version and of which only a score is on record. */
    public List<ByScore> byScore(String course, String code) {
        var found = new ArrayList<ByScore>();
        var met = rows.met(course, code, false);
        var onRecord = onRecord(met, false);
        for (var paper : met) {
            var score = onRecord.of(paper);
            if (score != null && !isTyped(paper, score)) {
                found.add(byScore(paper, code, score));
            }
        }
        return found;
    }

    private Effect effect(String course, String code, Collection<Integer> versions, Ruling ruling, boolean lock) {
        var met = rows.met(course, code, lock).stream()
                .filter(paper -> versions(paper, code).stream().anyMatch(versions::contains))
                .toList();
        var onRecord = onRecord(met, lock);
        var ruled = new HashMap<>(lock ? rulings.held(course) : rulings.inForce(course));
        versions.forEach(version -> ruled.put(new Rulings.Of(code, version), ruling));
        var changes = new ArrayList<Change>();
        var byScore = new ArrayList<ByScore>();
        var count = 0;
        for (var paper : met) {
            var score = onRecord.of(paper);
            if (score == null) {
                // Not entered yet: it is marked by the rulings then in force.
                continue;
            }
            count++;
            if (!isTyped(paper, score)) {
                byScore.add(byScore(paper, code, score));
                continue;
            }
            var typed = java.util.Objects.requireNonNull(paper.typed());
            var outcome = marking.mark(paper.questions(), typed.answers(), ruled);
            if (outcome.right() != typed.right()) {
                changes.add(new Change(paper.id(), typed.id(), score, outcome.right(), outcome.score()));
            }
        }
        return new Effect(count, changes, byScore, rows.scoresWithoutPaper(course));
    }

    /** Typed answers that are not what the score on record rests on say nothing about it. */
    private static boolean isTyped(Met paper, OnRecord score) {
        var typed = paper.typed();
        return typed != null && typed.score() == score.score();
    }

    private static ByScore byScore(Met paper, String code, OnRecord score) {
        return new ByScore(paper.id(), PaperCode.shown(paper.code()), versions(paper, code), score);
    }

    private static Set<Integer> versions(Met paper, String code) {
        return paper.questions().stream()
                .filter(versioned -> versioned.question().about().code().equals(code))
                .map(versioned -> versioned.version())
                .collect(Collectors.toSet());
    }

    /**
     * Writes the new marks and what follows from them, in the caller's transaction.
     *
     * @param reason why, for the reversals; 1 to 300 characters
     * @param by who wanted it
     * @param second who agreed; nobody whose own mark changes
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(List<Change> changes, long correction, String reason, PersonId by, PersonId second) {
        for (var change : changes) {
            rows.remark(change.answers(), change.rightAfter(), change.scoreAfter(), correction, by);
            if (change.scoreAfter() != change.before().score()) {
                scores.restate(change.before(), change.scoreAfter(), reason, by, second);
            }
        }
    }

    private record Key(long test, long person) {}

    /** Scores by test and person; one that was entered after two records of a person were merged bears the kept one. */
    private record Scores(Map<Key, OnRecord> own, Map<Long, Long> kept) {

        @Nullable
        OnRecord of(Met paper) {
            var score = own.get(new Key(paper.test(), paper.person()));
            return score != null
                    ? score
                    : own.get(new Key(paper.test(), kept.getOrDefault(paper.person(), paper.person())));
        }
    }

    private Scores onRecord(List<Met> papers, boolean lock) {
        var own = new HashMap<Key, OnRecord>();
        scores.of(papers.stream().map(Met::test).collect(Collectors.toSet()), lock)
                .forEach(score ->
                        own.put(new Key(score.test().value(), score.person().value()), score));
        return new Scores(own, aliases.asKnown(Times.NOT_SUPERSEDED));
    }
}

package cn.mingbai.courses.rate;

import cn.mingbai.core.people.PersonId;
import java.util.List;

/**
 * One person's reason in a unit, with what it rests on.
 *
 * @param postings the postings in the unit that were looked at: those of the day, or for somebody who left the last ones
 * @param passes for each owed course the first pass that counts
 * @param owed the codes of the courses that were owed and not met, in order
 */
public record Verdict(
        PersonId person, Reason reason, List<RosterPosting> postings, List<TrainingFact> passes, List<String> owed) {}

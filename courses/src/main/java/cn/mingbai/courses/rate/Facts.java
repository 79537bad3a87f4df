package cn.mingbai.courses.rate;

import java.util.List;

/**
 * What a rate is computed from, in any order.
 *
 * @param units the tree on the day: one root and everything below it
 * @param postings the roster, as known on the day of knowledge: postings that held at some time since the requirements
 *     began. One that holds on the day at a place outside the tree is somebody whose unit is unknown
 * @param rules the requirements, as known on the day of knowledge, set at units of the tree or above its root; one set
 *     at a place that is not in the tree is taken to be above it
 * @param training every training record, reversals too
 * @param excuses exemptions and long leaves, as known on the day of knowledge
 */
public record Facts(
        List<Unit> units,
        List<RosterPosting> postings,
        List<CourseRule> rules,
        List<TrainingFact> training,
        List<Excuse> excuses) {}

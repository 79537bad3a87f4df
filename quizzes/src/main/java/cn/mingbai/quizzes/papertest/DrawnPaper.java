package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's drawn paper.
 *
 * @param code as it is printed
 * @param questions how many it has
 * @param score what was typed from it, or null
 */
public record DrawnPaper(
        PersonId person,
        String name,
        String staffNumber,
        String unit,
        String code,
        int questions,
        @Nullable Integer score) {

    /** Somebody who can be given a paper. */
    public record Candidate(PersonId person, String name, String staffNumber, String unit) {}

    /**
     * A test with its papers.
     *
     * @param papers in the order of units and staff numbers
     * @param candidates those of the unit without a paper, in the same order
     */
    public record Page(
            String title,
            String course,
            LocalDate day,
            int passMark,
            List<DrawnPaper> papers,
            List<Candidate> candidates) {}

    /**
     * What is typed from one paper.
     *
     * @param fields one for each question
     */
    public record Entry(String code, String name, String staffNumber, List<Field> fields) {}

    /**
     * A question's place in the grid.
     *
     * @param kind the kind's name, as in the bank
     * @param stem what is asked
     * @param given what was typed before, as it is written on paper; empty when nothing
     */
    public record Field(int number, String kind, String stem, String given) {}
}

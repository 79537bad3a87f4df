package cn.mingbai.courses.papertest;

import java.util.OptionalInt;

/** The mark that passes a course, told by the module that holds the quizzes. */
public interface PassMarks {

    /** The pass mark that holds where no rule says otherwise. */
    int USUAL = 80;

    /** The mark that passes this course, 1 to 100, or empty when it has no quiz. */
    OptionalInt of(String course);
}

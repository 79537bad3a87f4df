package cn.mingbai.courses.curriculum;

import java.util.List;

/** A course with the titles of its lessons. */
public record CoursePage(CourseLine course, List<Lesson> lessons) {

    /** A lesson's title. */
    public record Lesson(String code, String title, int minutes) {}
}

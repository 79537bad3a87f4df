package cn.mingbai.courses.curriculum;

import org.jspecify.annotations.Nullable;

/**
 * A lesson to read.
 *
 * @param number its place in the course, from 1
 * @param of how many lessons the course has
 * @param isCurrentLaw whether its main text follows the law in force, or the rules of 2017
 * @param html the text, made safe
 * @param position the share of it that lay above the screen when the caller stopped, 0 to 1000; -1 when never opened
 * @param previous the lesson before, or null
 * @param next the lesson after, or null
 */
public record LessonPage(
        String courseCode,
        String courseTitle,
        String code,
        String title,
        int minutes,
        int number,
        int of,
        boolean isCurrentLaw,
        String html,
        int position,
        CoursePage.@Nullable Lesson previous,
        CoursePage.@Nullable Lesson next) {}

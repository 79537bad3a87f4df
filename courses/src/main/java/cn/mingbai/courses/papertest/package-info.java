/** Paper tests (书面考试): scores that an officer enters for people who sat a test on paper, with the papers as evidence. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.papertest;

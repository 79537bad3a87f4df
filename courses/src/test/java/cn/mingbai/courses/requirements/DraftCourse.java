package cn.mingbai.courses.requirements;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A course that is being written and was never published, whatever the shipped content holds by now. */
final class DraftCourse {

    static final String CODE = "90";

    private DraftCourse() {}

    static void put(JdbcClient jdbc) {
        jdbc.sql("insert ignore into course (code, created_at) values (?, now(6))")
                .param(CODE)
                .update();
        jdbc.sql("""
                insert ignore into course_version (id, course_code, version, state, title, goal, minutes, recorded_at,
                  head_hash, origin_hash)
                values (next value for course_version_seq, ?, 1, 'DRAFT', '还在写的课', '测试', 10, now(6), ?, ?)
                """).params(CODE, new byte[32], new byte[32]).update();
    }

    static void remove(JdbcClient jdbc) {
        jdbc.sql("delete from course_version where course_code = ?").param(CODE).update();
        jdbc.sql("delete from course where code = ?").param(CODE).update();
    }
}

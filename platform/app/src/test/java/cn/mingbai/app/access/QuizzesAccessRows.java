package cn.mingbai.app.access;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** The rows of {@code quizzes}: its services answer for the caller's own attempts or for a token alone. */
final class QuizzesAccessRows implements AccessRows {

    private static final String UNKNOWN = "/Q/00000000000000000000000000";

    @Override
    public void add(Table table) {
        table.endpoint("GET", "/Q/{token}").open(404).request(target -> get(UNKNOWN));
        table.endpoint("GET", "/Q/{token}/{number:\\d{1,3}}").open(404).request(target -> get(UNKNOWN + "/1"));
        table.endpoint("POST", "/Q/{token}/{number:\\d{1,3}}")
                .open(404)
                .request(target -> post(UNKNOWN + "/1").param("answer", "A"));
        table.endpoint("GET", "/Q/{token}/review").open(404).request(target -> get(UNKNOWN + "/review"));
        table.endpoint("POST", "/Q/{token}/hand-in").open(404).request(target -> post(UNKNOWN + "/hand-in"));
        table.endpoint("GET", "/Q/{token}/hand-in").open(404).request(target -> get(UNKNOWN + "/hand-in"));
        table.endpoint("GET", "/Q/{token}/result").open(404).request(target -> get(UNKNOWN + "/result"));
    }
}

package cn.mingbai.app.access;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import cn.mingbai.core.access.Role;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The rows of {@code quizzes}: its services answer for the caller's own attempts or for a token alone. */
final class QuizzesAccessRows implements AccessRows {

    private static final AtomicLong NEXT = new AtomicLong();

    /** Another token each time: how often one may be used is bounded. */
    private static String unknown() {
        return "/Q/%026d".formatted(NEXT.incrementAndGet());
    }

    @Override
    public void add(Table table) {
        table.endpoint("GET", "/mingbai/answering/{version}/{name}")
                .open(404)
                .request(target -> get("/mingbai/answering/0/main.js"));
        // The shell is the same for every token, valid or not: it asks for its paper itself.
        table.endpoint("GET", "/Q/{token}").open(200).request(target -> get(unknown()));
        table.endpoint("POST", "/Q/{token}/hand-in")
                .open(404)
                .request(target -> json(post(unknown() + "/hand-in"), "{\"tab\":1,\"answers\":[]}"));
        table.endpoint("GET", "/quiz/{attempt:\\d{1,18}}")
                .by(Role.values())
                .ok(404)
                .namesNoDivision("the caller's own attempts; anybody else's are as if they were not there")
                .request(target -> get("/quiz/99999999999"));
        table.endpoint("GET", "/Q/{token}/paper").open(404).request(target -> get(unknown() + "/paper"));
        table.endpoint("POST", "/Q/{token}/start")
                .open(404)
                .request(target -> json(post(unknown() + "/start"), "{\"key\":\"k\",\"tab\":1}"));
        table.endpoint("PUT", "/Q/{token}/answers/{number:\\d{1,3}}")
                .open(404)
                .request(target -> json(put(unknown() + "/answers/1"), "{\"answer\":\"A\",\"seq\":1,\"tab\":1}"));
        table.endpoint("GET", "/Q/{token}/clock").open(404).request(target -> get(unknown() + "/clock"));
        table.endpoint("POST", "/Q/{token}/away")
                .open(404)
                .request(target -> json(post(unknown() + "/away"), "{\"seconds\":5}"));
        table.endpoint("GET", "/Q/{token}/result").open(404).request(target -> get(unknown() + "/result"));
    }

    private static MockHttpServletRequestBuilder json(MockHttpServletRequestBuilder request, String body) {
        return request.contentType(MediaType.APPLICATION_JSON).content(body);
    }
}

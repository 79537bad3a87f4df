package cn.mingbai.app.checks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to the answering page's calls, as one of a learner's devices has it. */
final class AnsweringLine {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    AnsweringLine(int port) {
        this.port = port;
    }

    /** An answer with all that came: the status, the headers and the body as text. */
    record Answer(int status, String headers, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String everything() {
            return headers + "\n" + body;
        }
    }

    Answer send(String method, String path, @Nullable String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept-Language", "zh-CN")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.headers().map().entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining("\n")),
                answer.body());
    }

    Answer get(String path) throws Exception {
        return send("GET", path, null);
    }
}

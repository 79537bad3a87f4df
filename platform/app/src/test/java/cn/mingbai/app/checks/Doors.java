package cn.mingbai.app.checks;

import cn.mingbai.app.FieldPhones;
import cn.mingbai.app.access.AccessWalk;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.attempts.Attempts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;

/**
 * A well-formed request for every MVC endpoint there is, with tokens that open something where one is needed. An endpoint
 * that is new is there by itself, with a token that opens nothing until it is given one here.
 */
final class Doors {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::[^{}]*(?:\\{[^{}]*}[^{}]*)*)?}");
    private static final String NOTHING = "0123456789ABCDEFGHJKMNPQRS";
    private static final int CALLS_OF_A_KEY = 40;

    /** One endpoint. {@code headers} are lines; {@code pattern} is the mapping. */
    record Door(String method, String pattern, String path, List<String> headers, byte[] body) {

        boolean isJson() {
            return headers.contains(JSON);
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    static final String JSON = "Content-Type: application/json";
    static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final ApplicationContext context;
    private final FieldPhones field;
    private final String household;
    private final AtomicInteger calls = new AtomicInteger();
    private String key = "";

    Doors(ApplicationContext context) {
        this.context = context;
        field = new FieldPhones(context, 2);
        household = context.getBean(Codes.class).token(CodeKind.HOUSEHOLD, field.households.getFirst());
    }

    FieldPhones field() {
        return field;
    }

    /** All of them, in order. */
    List<Door> all() {
        var doors = new ArrayList<Door>();
        new AccessWalk(context).endpoints().keySet().forEach(name -> {
            var parts = name.split(" ", 2);
            doors.add(door(parts[0].equals("ANY") ? "POST" : parts[0], parts[1]));
        });
        return doors;
    }

    private Door door(String method, String pattern) {
        var path = VARIABLE.matcher(pattern).replaceAll(variable -> switch (variable.group(1)) {
            case "token" -> pattern.startsWith("/Q/") ? attempt() : token(pattern);
            case "code" -> NOTHING;
            case "place" -> field.code;
            case "clientId" -> UUID.randomUUID().toString();
            case "id" -> pattern.contains("photo") ? UUID.randomUUID().toString() : "1";
            case "ledger" -> "VISITS";
            default -> "1";
        });
        var headers = new ArrayList<String>();
        if (pattern.matches("/V/(records.*|pack|standing)")) {
            headers.add("Authorization: Bearer " + key());
        }
        var body = "";
        if (!method.equals("GET")) {
            var json = BODIES.get(pattern);
            body = json == null ? "clientId=" + UUID.randomUUID() + "&a=1" : json.get();
            headers.add(json == null ? FORM : JSON);
            if (pattern.equals("/V/records")) {
                body = FieldPhones.body(List.of(FieldPhones.visit(UUID.randomUUID(), field.households.getFirst())));
            }
        }
        return new Door(method, pattern, path, List.copyOf(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static final Map<String, Supplier<String>> BODIES = Map.of(
            "/V/records", () -> "",
            "/V/devices", () -> "{\"installation\":\"" + UUID.randomUUID() + "\",\"label\":\"测试手机\"}",
            "/V/devices/bound",
                    () -> "{\"code\":\"" + NOTHING + "\",\"installation\":\"" + UUID.randomUUID()
                            + "\",\"label\":\"测试手机\"}",
            "/Q/{token}/start", () -> "{\"key\":\"k\",\"tab\":1}",
            "/Q/{token}/answers/{number:\\d{1,3}}", () -> "{\"answer\":\"A\",\"seq\":1,\"tab\":1}",
            "/Q/{token}/hand-in", () -> "{\"tab\":1,\"answers\":[]}",
            "/Q/{token}/away", () -> "{\"seconds\":5}");

    private String token(String pattern) {
        return pattern.matches("/[Hh]/.*|/visit/.*") ? household : NOTHING;
    }

    /** A phone's key; another one now and then, because each has its budget of calls. */
    synchronized String key() {
        if (calls.getAndIncrement() % CALLS_OF_A_KEY == 0) {
            key = field.phone();
        }
        return key;
    }

    /** A token of a new attempt. */
    private String attempt() {
        var world = context.getBean(World.class);
        world.signIn(Role.STAFF, field.code);
        try {
            return context.getBean(Attempts.class).start("01").token();
        } finally {
            world.signOut();
        }
    }
}

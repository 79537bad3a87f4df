package cn.mingbai.app.checks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends bytes as they are, which no well-behaved client would, and reads what comes back until the server is done. */
final class RawHttp {

    private static final int PATIENCE_MS = 10_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param status 0 when the connection was closed without an answer
     * @param headers lines as they came
     * @param millis from the last byte sent to the end of the answer
     */
    record Answer(int status, List<String> headers, String body, long millis) {

        Optional<String> header(String name) {
            return headers(name).stream().findFirst();
        }

        List<String> headers(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    /** A request line, headers and a body; {@code Connection: close} is added, and the length unless a header says it. */
    static byte[] request(String method, String target, List<String> headers, byte[] body) {
        var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (headers.stream().noneMatch(line -> is(line, "host"))) {
            head.append("Host: localhost\r\n");
        }
        headers.forEach(line -> head.append(line).append("\r\n"));
        head.append("Connection: close\r\n");
        if (body.length > 0
                && headers.stream().noneMatch(line -> is(line, "content-length") || is(line, "transfer-encoding"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static boolean is(String line, String name) {
        return line.toLowerCase(Locale.ROOT).startsWith(name + ":");
    }

    /** Sends, says that nothing more will come, and reads to the end. */
    static Answer send(int port, byte[] request) throws IOException {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException answeredEarly) {
                // What it answered can still be read.
            }
            var sent = System.nanoTime();
            var read = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(read);
            } catch (SocketTimeoutException hangs) {
                return new Answer(0, List.of(), "no end within " + PATIENCE_MS + " ms", PATIENCE_MS);
            } catch (IOException reset) {
                // Closed while we were still sending: what came before counts.
            }
            return parsed(read.toByteArray(), (System.nanoTime() - sent) / 1_000_000);
        }
    }

    private static Answer parsed(byte[] bytes, long millis) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var end = text.indexOf("\r\n\r\n");
        var head = (end < 0 ? text : text.substring(0, end)).lines().toList();
        var status = head.isEmpty() || !head.getFirst().matches("HTTP/1\\.1 \\d{3}.*")
                ? 0
                : Integer.parseInt(head.getFirst().substring(9, 12));
        return new Answer(
                status,
                head.isEmpty() ? head : head.subList(1, head.size()),
                end < 0 ? "" : text.substring(end + 4),
                millis);
    }
}

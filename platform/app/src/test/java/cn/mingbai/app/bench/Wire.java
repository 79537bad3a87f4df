package cn.mingbai.app.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive HTTP/1.1 connection of a generator: as little of a client as measures the server and not itself. A
 * connection that the server closed while it was idle is opened again, as browsers do.
 */
final class Wire implements AutoCloseable {

    private static final int TIME_OUT_MS = 60_000;

    private final int port;
    private final String headers;
    private @Nullable Socket socket;
    private boolean used;

    Wire(int port) {
        this(port, "");
    }

    /**
     * A connection.
     *
     * @param headers of every request, each ended by CR and LF
     */
    Wire(int port, String headers) {
        this.port = port;
        this.headers = headers;
    }

    /** What came back. */
    record Reply(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Sends and waits for the whole answer. */
    Reply send(String method, String path, @Nullable String json) throws IOException {
        return json == null
                ? send(method, path, "", new byte[0])
                : send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends and waits for the whole answer.
     *
     * @param type of the body; empty for a request without one
     */
    Reply send(String method, String path, String type, byte[] body) throws IOException {
        var head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n" + headers
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n")
                + "\r\n";
        var start = head.getBytes(StandardCharsets.US_ASCII);
        var request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        var reused = socket != null && used;
        try {
            return exchange(request);
        } catch (IOException broken) {
            close();
            if (!reused) {
                throw broken;
            }
            try {
                return exchange(request);
            } catch (IOException again) {
                close();
                throw again;
            }
        }
    }

    private Reply exchange(byte[] request) throws IOException {
        var open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(TIME_OUT_MS);
            open.connect(new InetSocketAddress("127.0.0.1", port), TIME_OUT_MS);
            socket = open;
        }
        open.getOutputStream().write(request);
        var in = new Input(open.getInputStream());
        var status = Integer.parseInt(in.line().split(" ", 3)[1]);
        var length = 0L;
        var chunked = false;
        var closes = false;
        for (var line = in.line(); !line.isEmpty(); line = in.line()) {
            var lower = line.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                closes = lower.contains("close");
            }
        }
        var body = new ByteArrayOutputStream();
        if (chunked) {
            for (var size = in.chunk(); size > 0; size = in.chunk()) {
                in.copy(size, body);
                in.line();
            }
            in.line();
        } else if (status != 204 && status != 304) {
            in.copy(length, body);
        }
        used = true;
        if (closes) {
            close();
        }
        return new Reply(status, body.toByteArray());
    }

    @Override
    public void close() {
        var open = socket;
        socket = null;
        used = false;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                // It is closed either way.
            }
        }
    }

    /** Reads lines and lengths from one response; nothing follows it before the next request. */
    private static final class Input {
        private final InputStream in;
        private final byte[] buffer = new byte[4096];
        private int at;
        private int end;

        Input(InputStream in) {
            this.in = in;
        }

        private void fill() throws IOException {
            at = 0;
            end = in.read(buffer);
            if (end < 0) {
                end = 0;
                throw new EOFException("the server closed the connection");
            }
        }

        String line() throws IOException {
            var line = new StringBuilder();
            while (true) {
                if (at == end) {
                    fill();
                }
                var one = buffer[at++];
                if (one == '\n') {
                    return line.toString();
                }
                if (one != '\r') {
                    line.append((char) one);
                }
            }
        }

        long chunk() throws IOException {
            return Long.parseLong(line().strip(), 16);
        }

        void copy(long length, ByteArrayOutputStream to) throws IOException {
            var left = length;
            while (left > 0) {
                if (at == end) {
                    fill();
                }
                var some = (int) Math.min(left, end - at);
                to.write(buffer, at, some);
                at += some;
                left -= some;
            }
        }
    }
}

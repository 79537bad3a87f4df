package cn.mingbai.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A line between a phone and the server as the field has them: each connection carries one request, and what becomes of it is
 * decided by whoever made the line.
 */
final class BadLine implements AutoCloseable {

    /** What becomes of a request. */
    enum Fate {
        /** It goes through. */
        CARRIED,
        /** It goes through once another request has overtaken it, or a while later when none does. */
        DELAYED,
        /** The line breaks before it gets anywhere. */
        DROPPED,
        /** Half of its body gets through; then the line breaks. */
        HALVED,
        /** The server gets it twice, at the same time. */
        DOUBLED,
        /** The server takes it in, and the line breaks before the answer comes. */
        ANSWER_LOST,
        /** The server takes it in, and the line breaks in the middle of the answer. */
        ANSWER_HALVED,
        /** It never gets to the server: the page of a portal answers. */
        PORTAL
    }

    private final ServerSocket listening;
    private final int server;
    private final Supplier<Fate> fates;

    /** What became of each, in the order in which they were decided. */
    final BlockingQueue<Fate> told = new LinkedBlockingQueue<>();

    private final Queue<CountDownLatch> delayed = new ConcurrentLinkedQueue<>();

    BadLine(int server, Supplier<Fate> fates) throws IOException {
        this.server = server;
        this.fates = fates;
        this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var phone = listening.accept();
                Thread.ofVirtual().start(() -> carry(phone));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket phone) {
        try (phone) {
            var request = request(phone.getInputStream());
            var fate = fates.get();
            told.add(fate);
            switch (fate) {
                case CARRIED -> phone.getOutputStream().write(ask(request));
                case DELAYED -> {
                    awaitOvertaking();
                    phone.getOutputStream().write(ask(request));
                }
                case DROPPED -> {}
                case HALVED -> {
                    try (var line = new Socket(InetAddress.getLoopbackAddress(), server)) {
                        line.getOutputStream().write(request, 0, request.length - request.length / 4);
                        line.getOutputStream().flush();
                    }
                }
                case DOUBLED -> {
                    var other = Thread.ofVirtual().start(() -> {
                        try {
                            ask(request);
                        } catch (IOException broken) {
                            // Nobody waits for this one.
                        }
                    });
                    phone.getOutputStream().write(ask(request));
                    other.join();
                }
                case ANSWER_LOST -> ask(request);
                case ANSWER_HALVED -> {
                    var answer = ask(request);
                    phone.getOutputStream().write(answer, 0, answer.length / 2);
                }
                case PORTAL -> {
                    var page = "<html><body>请登录后上网</body></html>".getBytes(StandardCharsets.UTF_8);
                    phone.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + page.length
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    phone.getOutputStream().write(page);
                }
            }
        } catch (IOException broken) {
            // The phone hears nothing, as from any broken line.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOvertaking() throws InterruptedException {
        var overtaken = new CountDownLatch(1);
        delayed.add(overtaken);
        // Nobody may come: the others may have finished, or be delayed too.
        var _ = overtaken.await(300, TimeUnit.MILLISECONDS);
        delayed.remove(overtaken);
    }

    private static byte[] request(InputStream in) throws IOException {
        var read = new ByteArrayOutputStream();
        var text = "";
        while (!text.endsWith("\r\n\r\n")) {
            var one = in.read();
            if (one < 0) {
                throw new IOException("the phone hung up");
            }
            read.write(one);
            text = read.toString(StandardCharsets.ISO_8859_1);
        }
        for (var line : text.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                read.write(in.readNBytes(Integer.parseInt(line.substring(15).strip())));
            }
        }
        return read.toByteArray();
    }

    private byte[] ask(byte[] request) throws IOException {
        try (var line = new Socket(InetAddress.getLoopbackAddress(), server)) {
            line.getOutputStream().write(request);
            var answer = line.getInputStream().readAllBytes();
            delayed.forEach(CountDownLatch::countDown);
            return answer;
        }
    }

    /** Asks through the line: the body of an answer with status 200 that came whole. */
    static String post(int port, String path, String key, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        try (var line = new Socket(InetAddress.getLoopbackAddress(), port)) {
            line.setSoTimeout(20_000);
            line.getOutputStream()
                    .write(("POST " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                    + key + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            line.getOutputStream().write(bytes);
            var answer = new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException("answered " + answer.lines().findFirst().orElse("nothing"));
            }
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}

package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Between application and database: passes on, closes, or swallows; and may change a word on its way to the database. */
final class Line implements AutoCloseable {
    enum State {
        PASSES,
        CUT,
        SILENT
    }

    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final int target;
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private final byte[] word;
    private final byte[] instead;
    private volatile State state = State.PASSES;

    /** A line to a port of this machine. */
    Line(int target) throws IOException {
        this(target, "", "");
    }

    /**
     * One that changes a word of short statements.
     *
     * @param word of ASCII, empty for none
     * @param instead as long as the word, since what is said has its length before it
     */
    Line(int target, String word, String instead) throws IOException {
        assertThat(instead).hasSameSizeAs(word);
        this.target = target;
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        this.instead = instead.getBytes(StandardCharsets.US_ASCII);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** Where it is entered. */
    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var from = server.accept();
                if (state == State.CUT) {
                    from.close();
                    continue;
                }
                open.put(from, true);
                var to = new Socket(InetAddress.getLoopbackAddress(), target);
                to.setTcpNoDelay(true);
                from.setTcpNoDelay(true);
                open.put(to, true);
                Thread.ofPlatform().daemon().start(() -> pass(from, to));
                Thread.ofPlatform().daemon().start(() -> pass(to, from));
            } catch (IOException closed) {
                // The next one, or the end.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        var bytes = new byte[1 << 16];
        var wasSilent = false;
        try (from;
                to) {
            for (var count = from.getInputStream().read(bytes);
                    count >= 0;
                    count = from.getInputStream().read(bytes)) {
                wasSilent |= state == State.SILENT;
                // What was swallowed has broken the conversation for good.
                if (!wasSilent) {
                    if (from.getLocalPort() == port()) {
                        change(bytes, count);
                    }
                    to.getOutputStream().write(bytes, 0, count);
                }
            }
        } catch (IOException gone) {
            // Both ends are closed.
        }
        open.remove(from);
        open.remove(to);
    }

    private void change(byte[] bytes, int count) {
        for (var i = 0; word.length > 0 && i + word.length <= count; i++) {
            if (Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
                System.arraycopy(instead, 0, bytes, i, instead.length);
            }
        }
    }

    void is(State now) {
        state = now;
        if (now == State.CUT) {
            open.keySet().forEach(socket -> {
                try {
                    socket.close();
                } catch (IOException gone) {
                    // Closed is closed.
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        is(State.CUT);
    }
}

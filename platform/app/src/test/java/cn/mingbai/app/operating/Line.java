package cn.mingbai.app.operating;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A line to the database that can fall silent: what is connected stays connected, and nothing gets through any more. */
final class Line implements AutoCloseable {

    private final ServerSocket listening;
    private final int server;
    private final Queue<Socket> ends = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    Line(int server) throws IOException {
        this.server = server;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void fallSilent() {
        silent = true;
    }

    /** New connections go through; those of before are gone. */
    void mend() throws IOException {
        cut();
        silent = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var near = listening.accept();
                ends.add(near);
                var far = new Socket(InetAddress.getLoopbackAddress(), server);
                ends.add(far);
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException closed) {
                // The test is over, or the server refused: the near end shows it.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        var buffer = new byte[8192];
        try {
            for (var read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (!silent) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
            from.close();
            to.close();
        } catch (IOException over) {
            // Whoever closed its end ended the connection.
        }
    }

    private void cut() throws IOException {
        for (var end = ends.poll(); end != null; end = ends.poll()) {
            end.close();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}

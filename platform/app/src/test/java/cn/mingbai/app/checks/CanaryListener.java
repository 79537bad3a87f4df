package cn.mingbai.app.checks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on this machine and counts who calls: nobody may. */
public final class CanaryListener implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger hits = new AtomicInteger();

    public CanaryListener() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("canary").start(() -> {
            while (!socket.isClosed()) {
                try (var caller = socket.accept()) {
                    hits.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** Its address, as an attacker would write it. */
    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/canary";
    }

    /** Its port on this machine. */
    public int port() {
        return socket.getLocalPort();
    }

    /** How often it was called. */
    public int hits() {
        return hits.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package cn.mingbai.materials.leaflets;

import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Service;

/** Makes prints one after the other off the request threads, in the name of whoever asked: what it runs checks the caller. */
@Service
class PrintRuns {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("leaflets-", 0).daemon().factory());

    /** Starts a run as the caller; it waits while another one runs. */
    PrintRun start(PrintRun.Work work) {
        var run = new PrintRun(work, Path.of(System.getProperty("java.io.tmpdir")));
        thread.execute(new DelegatingSecurityContextRunnable(run::run));
        return run;
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}

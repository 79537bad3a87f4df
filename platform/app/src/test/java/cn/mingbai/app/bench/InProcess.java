package cn.mingbai.app.bench;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.core.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application's services in the process of a bench, with an embedded database of their own. */
final class InProcess {

    private InProcess() {}

    /** What is done with them. */
    interface Step<T> {
        T of(ConfigurableApplicationContext context) throws Exception;
    }

    /**
     * Does something with the application's services and the database in {@code data}.
     *
     * @param settings system properties of the embedded database, set meanwhile
     */
    static <T> T within(Path data, Map<String, String> settings, Step<T> step) throws Exception {
        settings.forEach(System::setProperty);
        var server = EmbeddedDatabase.start(data.resolve("mariadb"));
        System.setProperty("MINGBAI_DB_URL", server.url());
        System.setProperty("MINGBAI_DB_USER", server.user());
        System.setProperty("MINGBAI_DB_PASSWORD", server.password());
        try (var context = new SpringApplicationBuilder(MingbaiApplication.class)
                .run(
                        "--server.port=0",
                        "--mingbai.data=" + data,
                        "--mingbai.demo=false",
                        "--spring.main.banner-mode=off",
                        "--spring.jmx.enabled=false")) {
            return step.of(context);
        } finally {
            List.of("MINGBAI_DB_URL", "MINGBAI_DB_USER", "MINGBAI_DB_PASSWORD").forEach(System::clearProperty);
            settings.keySet().forEach(System::clearProperty);
            server.stop();
        }
    }
}

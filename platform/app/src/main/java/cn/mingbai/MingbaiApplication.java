package cn.mingbai;

import cn.mingbai.app.VerifyCommand;
import cn.mingbai.core.embedded.DatabaseAlone;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;

/** Mingbai's main class; it stands in the root package so that Vaadin's route scan sees every module. */
@SpringBootApplication
@PropertySource("classpath:mingbai-defaults.properties")
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("context://mingbai/app.css")
public class MingbaiApplication implements AppShellConfigurator {

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("icon", "/mingbai/icon.svg");
    }

    public static void main(String[] arguments) {
        // Instants are stored as UTC wall time; no library on the way may shift them.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        DatabaseAlone.asked(arguments).ifPresent(folder -> System.exit(DatabaseAlone.run(folder, System.in)));
        VerifyCommand.asked(arguments)
                .ifPresentOrElse(
                        what -> System.exit(VerifyCommand.run(what, arguments)),
                        () -> SpringApplication.run(MingbaiApplication.class, arguments));
    }
}

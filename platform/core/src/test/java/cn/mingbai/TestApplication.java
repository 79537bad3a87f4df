package cn.mingbai;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.PropertySource;

/** Starts whatever modules are on a test's class path, over a real MariaDB. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan
@PropertySource("classpath:mingbai-defaults.properties")
public class TestApplication {}

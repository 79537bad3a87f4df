package cn.mingbai;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.PropertySource;

/** Starts whatever modules are on a test's class path, over a real MariaDB. */
@SpringBootConfiguration
@EnableAutoConfiguration
// As @SpringBootApplication does it: a @TestConfiguration counts only for the test that names it.
@ComponentScan(excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@PropertySource("classpath:mingbai-defaults.properties")
public class TestApplication {}

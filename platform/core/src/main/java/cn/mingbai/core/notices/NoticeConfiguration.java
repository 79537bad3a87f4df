package cn.mingbai.core.notices;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Mails go out by the clock. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class NoticeConfiguration {}

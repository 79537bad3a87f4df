/** What the visit app on outreach workers' phones asks of the server: its pack, and taking in what it recorded. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.visitapp;

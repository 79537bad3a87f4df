/** Work in the background that outlives a restart: leases, progress, cancelling, resuming at the last checkpoint. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.jobs;

/** Benches, run by bin/bench and never by the tests. Each prints one line {@code BENCH} with JSON as its last. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app.bench;

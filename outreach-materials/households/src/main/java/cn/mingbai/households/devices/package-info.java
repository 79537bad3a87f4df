/** The phones that hand in records: registered, each with a revocable key of its own, and the cards that bind them. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.devices;

/** What an operator looks at, and the files that a server is set up with. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app.operating;

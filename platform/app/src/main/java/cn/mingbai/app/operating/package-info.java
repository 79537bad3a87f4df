/** What an operator looks at: whether the server is ready, its figures, its log, which host serves what. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app.operating;

whenReady(keepLanguage);

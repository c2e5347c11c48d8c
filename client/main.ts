document.body.textContent = 'Parley';

export {};
